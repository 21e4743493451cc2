PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
DELETE { :c-money cg:low ?o } INSERT { :c-money cg:low "-1.0"^^xsd:decimal } WHERE { :c-money cg:low ?o }
