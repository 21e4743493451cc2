PREFIX oa: <http://www.w3.org/ns/oa#>
INSERT { <https://example.org/a3#cell=5,2> a oa:TextPositionSelector ; oa:start 1 ; oa:end 2 } WHERE {}
