PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-exact cg:stated ?o } INSERT { :c-exact cg:stated "x" } WHERE { :c-exact cg:stated ?o }
