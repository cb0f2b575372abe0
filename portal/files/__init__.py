"""Files of tables and texts as they come in and go out, within limits; what a row means is each room's own."""
