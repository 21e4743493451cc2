PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :q-share cg:numerator ?o } INSERT { :q-share cg:numerator :nowhere } WHERE { :q-share cg:numerator ?o }
