PREFIX oa: <http://www.w3.org/ns/oa#>
DELETE WHERE { <https://example.org/a1#char=60,70> oa:start ?o }
