PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
DELETE { :t-mayor cg:depth ?o } INSERT { :t-mayor cg:depth "0"^^xsd:integer } WHERE { :t-mayor cg:depth ?o }
