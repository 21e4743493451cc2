PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :q-share cg:reference ?o } INSERT { :q-share cg:reference :nowhere } WHERE { :q-share cg:reference ?o }
