"""What slides, documents and workbooks have in common: packages of XML, charts drawn natively."""
