Feature: Pages over HTTP

  @promise.core
  Rule: What is there is served with its type, and what is not is not
    A browser that is told a wrong type does not run the script.

    Scenario: The page is HTML
      When I send a GET request to "/"
      Then the response status should be 200
      And the response should have content type "text/html"

    Scenario Outline: Nothing at "<path>"
      When I send a GET request to "<path>"
      Then the response status should be 404

      Examples:
        | path                     |
        | /nowhere                 |
        | /assets/nothing.js       |

  @promise.core
  Rule: No path leads out of the assets
    A server's own files are nobody's business.

    Scenario Outline: "<path>" leads nowhere
      When I send a GET request to "<path>"
      Then the response should be a client error

      Examples:
        | path                                          |
        | /assets/../../../../../../etc/passwd          |
        | /assets/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd |
        | /assets/..%2f..%2f..%2f..%2f..%2fetc%2fpasswd |
        | /assets//etc/passwd                           |
        | /assets/....//....//etc/passwd                |

  @promise.page
  Rule: The page can load from, and talk to, its own server alone
    So whatever anybody writes into the chat, it can run nothing.

    Scenario: A strict content security policy
      When I send a GET request to "/"
      Then the response header "Content-Security-Policy" should contain "default-src 'none'"
      And the response header "Content-Security-Policy" should contain "script-src 'self'"
      And the response header "Content-Security-Policy" should contain "frame-ancestors 'none'"
      And the response header "X-Content-Type-Options" should be "nosniff"
      And the response header "Referrer-Policy" should be "no-referrer"

    Scenario Outline: "<path>" is <kind>
      When I send a GET request to "<path>"
      Then the response status should be 200
      And the response should have content type "<kind>"

      Examples:
        | path                    | kind            |
        | /assets/scripts/chat.js | text/javascript |
        | /assets/styles/chat.css | text/css        |

  @promise.health
  Rule: The server says how it is
    A load balancer must know whom to send people to.

    Scenario: All is well
      When I send a GET request to "/health"
      Then the response status should be 200
      And the response should have content type "application/json"
      And the response should contain "ok"

    @promise.goodbye @setting.own @breaks.line
    Scenario: A server that goes away
      Given users "Alice" and "Stan" connect to the chat
      When user "Stan" stops reading
      And the server is shut down
      Then the connection of user "Alice" should be closed with code 1001
      And the health check should no longer report "ok"

  @promise.asyncapi
  Rule: The server says what is spoken
    Whoever writes a client can begin with a document, and a generator.

    Scenario: The protocol as a document
      When I send a GET request to "/asyncapi.json"
      Then the response status should be 200
      And the response should have content type "application/json"
      And the response should be an AsyncAPI document that describes "/chat", "/ws" and "/rooms/{room}"
