PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-most cg:high ?o } INSERT { :c-most cg:high 9 } WHERE { :c-most cg:high ?o }
