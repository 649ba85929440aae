"""Files that the books are made of: written whole or not at all (*arkivering*)."""
