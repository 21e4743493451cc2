PREFIX oa: <http://www.w3.org/ns/oa#>
DELETE { <https://example.org/a3#cell=5,2> a oa:FragmentSelector } WHERE {}
