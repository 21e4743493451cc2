PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :q-share cg:of ?o ; cg:denominator ?d } WHERE { :q-share cg:of ?o ; cg:denominator ?d }
