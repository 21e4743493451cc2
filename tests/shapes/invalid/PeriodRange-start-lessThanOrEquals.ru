PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
DELETE { :year cg:start ?o } INSERT { :year cg:start "2022-01-01"^^xsd:date } WHERE { :year cg:start ?o }
