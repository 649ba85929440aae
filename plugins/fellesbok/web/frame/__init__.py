"""What all pages have in common (*rammen*): what is asked, tables, links, margin.

Comes in: a request, and the books that the reader may see.
Goes out: what is asked as a value, and tables as HTML, CSV and XLSX.
Handbook: docs/serving.md
"""
