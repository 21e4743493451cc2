PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
DELETE { :c-duration cg:low ?l ; cg:high ?h } INSERT { :c-duration cg:low "-1.0"^^xsd:decimal ; cg:high "-1.0"^^xsd:decimal } WHERE { :c-duration cg:low ?l ; cg:high ?h }
