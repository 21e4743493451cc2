PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :year cg:start ?o } INSERT { :year cg:start "x" } WHERE { :year cg:start ?o }
