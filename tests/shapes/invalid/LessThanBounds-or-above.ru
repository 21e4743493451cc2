PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-less cg:high ?o } INSERT { :c-less cg:high 9 } WHERE { :c-less cg:high ?o }
