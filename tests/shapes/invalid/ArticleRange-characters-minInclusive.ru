PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
DELETE { :a1 cg:characters ?o } INSERT { :a1 cg:characters "0"^^xsd:integer } WHERE { :a1 cg:characters ?o }
