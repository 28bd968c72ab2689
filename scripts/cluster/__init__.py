"""What a lab is made of: its servers and their layouts, the commands found in it, and what ends it."""
