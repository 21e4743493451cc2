PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :t-mayor cg:reportedBy ?o } WHERE { :t-mayor cg:reportedBy ?o }
