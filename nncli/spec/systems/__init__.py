"""What a spec may say of each system, and from that to the model: one file each."""
