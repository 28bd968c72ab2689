"""What the site is made of besides MkDocs: macros, their reading of the pages, and what is added to the built site."""
