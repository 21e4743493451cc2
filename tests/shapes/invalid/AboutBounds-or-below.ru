PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-about cg:high ?o } INSERT { :c-about cg:high 0.45 } WHERE { :c-about cg:high ?o }
