PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-nearly cg:high ?o } INSERT { :c-nearly cg:high 9 } WHERE { :c-nearly cg:high ?o }
