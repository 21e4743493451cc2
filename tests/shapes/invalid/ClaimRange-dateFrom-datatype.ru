PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-date cg:dateFrom ?o } INSERT { :c-date cg:dateFrom "x" } WHERE { :c-date cg:dateFrom ?o }
