PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :year cg:end ?o } INSERT { :year cg:end "x" } WHERE { :year cg:end ?o }
