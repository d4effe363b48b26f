"""Charts and maps as pictures: SVG and PNG that carry title, day and source with them."""
