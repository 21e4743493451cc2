PREFIX oa: <http://www.w3.org/ns/oa#>
DELETE { <https://example.org/a1#char=60,70> oa:end ?o } INSERT { <https://example.org/a1#char=60,70> oa:end "x" } WHERE { <https://example.org/a1#char=60,70> oa:end ?o }
