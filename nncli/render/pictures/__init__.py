"""Pictures of training, drawn in the terminal; as figures by matplotlib in `figures`."""
