PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
DELETE { :f1 cg:originsMin ?o } INSERT { :f1 cg:originsMin "0"^^xsd:integer } WHERE { :f1 cg:originsMin ?o }
