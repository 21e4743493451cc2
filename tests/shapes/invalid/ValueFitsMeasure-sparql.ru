PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-text cg:answers ?o } INSERT { :c-text cg:answers :q-dead } WHERE { :c-text cg:answers ?o }
