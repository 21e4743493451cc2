PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-most cg:stated ?o } WHERE { :c-most cg:stated ?o }
