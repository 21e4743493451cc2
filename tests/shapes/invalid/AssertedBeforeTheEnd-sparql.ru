PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
DELETE { :year cg:end ?o } INSERT { :year cg:end "2022-12-31"^^xsd:date } WHERE { :year cg:end ?o }
