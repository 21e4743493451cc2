PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
DELETE { <https://example.org/a1#char=60,70> oa:start ?o } INSERT { <https://example.org/a1#char=60,70> oa:start "-1"^^xsd:integer } WHERE { <https://example.org/a1#char=60,70> oa:start ?o }
