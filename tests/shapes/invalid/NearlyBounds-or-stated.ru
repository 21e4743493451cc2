PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-nearly cg:stated ?o } WHERE { :c-nearly cg:stated ?o }
