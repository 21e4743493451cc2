PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
INSERT DATA { <https://example.org/a1#char=60,70> oa:start "59"^^xsd:integer }
