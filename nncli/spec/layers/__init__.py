"""What a spec may say of each kind of layer, and from that to the layer: one file each."""
