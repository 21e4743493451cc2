PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :q-share cg:denominator ?o } INSERT { :q-share cg:denominator :nowhere } WHERE { :q-share cg:denominator ?o }
