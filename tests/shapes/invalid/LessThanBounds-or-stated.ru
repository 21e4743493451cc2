PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-less cg:stated ?o } WHERE { :c-less cg:stated ?o }
