// Everything is defined: the page starts.

wire(document);
follow();
