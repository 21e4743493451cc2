PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-date cg:dateTo ?o } INSERT { :c-date cg:dateTo "x" } WHERE { :c-date cg:dateTo ?o }
