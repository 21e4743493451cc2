PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-exact cg:phrase ?o } INSERT { :c-exact cg:phrase "one two three four five six seven eight nine"@en } WHERE { :c-exact cg:phrase ?o }
