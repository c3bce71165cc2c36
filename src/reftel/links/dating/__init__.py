"""When a numbered cable was sent, told from the serials of its post. Start reading at `serials`."""
