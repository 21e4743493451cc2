PREFIX dct: <http://purl.org/dc/terms/>
DELETE { <https://example.org/a3#cell=5,2> dct:conformsTo ?o } INSERT { <https://example.org/a3#cell=5,2> dct:conformsTo <http://tools.ietf.org/rfc/rfc5147> } WHERE { <https://example.org/a3#cell=5,2> dct:conformsTo ?o }
