PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
DELETE { :c-date cg:dateFrom ?o } INSERT { :c-date cg:dateFrom "2022-01-01"^^xsd:date } WHERE { :c-date cg:dateFrom ?o }
