PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
DELETE { :c-about cg:low ?o } INSERT { :c-about cg:low "-0.1"^^xsd:decimal } WHERE { :c-about cg:low ?o }
