"""How diagrams are drawn: graphs and sequences by D2, strips by our own SVG."""
