PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :cost cg:unit ?o } INSERT { :cost cg:unit "euros" } WHERE { :cost cg:unit ?o }
