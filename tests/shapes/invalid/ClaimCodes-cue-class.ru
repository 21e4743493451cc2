PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-exact cg:cue ?o } INSERT { :c-exact cg:cue :nowhere } WHERE { :c-exact cg:cue ?o }
