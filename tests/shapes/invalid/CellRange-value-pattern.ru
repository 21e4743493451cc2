PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
DELETE { <https://example.org/a3#cell=5,2> rdf:value "cell=5,2" } INSERT { <https://example.org/a3#cell=5,2> rdf:value "cell=5" } WHERE {}
