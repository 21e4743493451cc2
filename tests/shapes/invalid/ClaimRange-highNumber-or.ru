PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-most cg:high ?o } INSERT { :c-most cg:high "x" } WHERE { :c-most cg:high ?o }
