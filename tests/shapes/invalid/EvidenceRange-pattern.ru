
DELETE { ?s ?p ?o . ?x ?y ?s } INSERT { <https://example.org/a1#line=60> ?p ?o . ?x ?y <https://example.org/a1#line=60> } WHERE { VALUES ?s { <https://example.org/a1#char=60,70> } ?s ?p ?o . ?x ?y ?s }
