Feature: HTTP requests

  Rule: Existing files are served with their content type; others are 404
    A browser does not run a script that is served with the wrong content type.

    @promise.page
    Scenario: The page is HTML
      When I send a GET request to "/"
      Then the response status should be 200
      And the response should have content type "text/html"

    @promise.not-found
    Scenario Outline: There is no file at "<path>"
      When I send a GET request to "<path>"
      Then the response status should be 404

      Examples:
        | path               |
        | /nowhere           |
        | /assets/nothing.js |

  @promise.page
  Rule: No path leads out of the assets folder
    The other files on the server must stay private.

    Scenario Outline: "<path>" does not lead to a file
      When I send a GET request to "<path>"
      Then the response should contain no file of the server's machine

      Examples:
        | path                                           |
        | /assets/../../../../../../etc/passwd           |
        | /assets/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd |
        | /assets/..%2f..%2f..%2f..%2f..%2fetc%2fpasswd  |
        | /assets//etc/passwd                            |
        | /assets/....//....//etc/passwd                 |

  @promise.page @promise.page-policy
  Rule: The page can load files from, and connect to, its own server only
    Nothing that somebody writes in the chat can then run as a script.

    Scenario: A strict content security policy
      When I send a GET request to "/"
      Then the response header "Content-Security-Policy" should contain "default-src 'none'"
      And the response header "Content-Security-Policy" should contain "script-src 'self'"
      And the response header "Content-Security-Policy" should contain "frame-ancestors 'none'"
      And the response header "X-Content-Type-Options" should be "nosniff"
      And the response header "Referrer-Policy" should be "no-referrer"

    Scenario Outline: "<path>" is served as <kind>
      When I send a GET request to "<path>"
      Then the response status should be 200
      And the response should have content type "<kind>"

      Examples:
        | path                    | kind            |
        | /assets/scripts/chat.js | text/javascript |
        | /assets/styles/chat.css | text/css        |

  @promise.health
  Rule: The server reports its health
    A load balancer must know which servers can take users.

    Scenario: A healthy server
      When I send a GET request to "/health"
      Then the response status should be 200
      And the response should have content type "application/json"
      And the health check should report "ok"

    Scenario: A server with users in it is healthy, too
      Given users "Alice" and "Bob" connect to the chat
      When I send a GET request to "/health"
      Then the health check should report "ok"
      And user "Alice" should not receive anything but notifications

    @promise.shutdown @setting.own @breaks.connection
    Scenario: A server that is shutting down
      Given users "Alice" and "Stan" connect to the chat
      When user "Stan" stops reading
      And the server is shut down
      Then the connection of user "Alice" should be closed with code 1001
      And the health check should no longer report "ok"

  @promise.dialects @promise.asyncapi
  Rule: The server publishes a description of its protocol
    Developers can start a client from a document and a code generator.

    Scenario: The protocol as an AsyncAPI document
      When I send a GET request to "/asyncapi.json"
      Then the response status should be 200
      And the response should have content type "application/json"
      And the response should be an AsyncAPI document that describes "/chat", "/ws" and "/rooms/{room}"
