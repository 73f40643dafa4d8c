"""One folder per outside party or file format: reader, writer, the receiver's own checks. No Django."""
