<?php
// What of WordPress and WooCommerce the recipe calls; run as: php woocommerce-stand-in.php CLICK, beside grapevine.php.
error_reporting(E_ALL);
set_error_handler(function ($level, $words) {
    throw new ErrorException($words);
});

$hooks = [];

function add_action($name, $callback, $priority = 10, $arguments = 1)
{
    global $hooks;
    $hooks[$name] = fn (...$given) => $callback(...array_slice($given, 0, $arguments));
}

function wp_enqueue_script(...$arguments)
{
    echo json_encode($arguments), "\n";
}

function woocommerce_form_field(...$arguments)
{
    echo json_encode($arguments), "\n";
}

function wp_unslash($text)
{
    return stripslashes($text);
}

function sanitize_text_field($text)
{
    return trim(strip_tags($text));
}

if (!function_exists('mb_substr')) {
    function mb_substr($text, $from, $length)
    {
        return implode('', array_slice(preg_split('//u', $text, -1, PREG_SPLIT_NO_EMPTY), $from, $length));
    }
}

function woocommerce_store_api_register_endpoint_data($data)
{
    echo $data['endpoint'], ' ', $data['namespace'], ' ', json_encode(array_keys($data['schema_callback']())), "\n";
}

class StandInOrder
{
    public $meta = [];

    public function update_meta_data($key, $value)
    {
        $this->meta[$key] = $value;
    }
}

class StandInRequest
{
    public function __construct(private $parameters)
    {
    }

    public function get_param($name)
    {
        return $this->parameters[$name] ?? null;
    }
}

function note($name, ...$more)
{
    global $hooks;
    $order = new StandInOrder();
    $hooks[$name]($order, ...$more);
    echo $name, ' ', json_encode($order->meta), "\n";
}

require 'grapevine.php';

$hooks['wp_enqueue_scripts']();
$hooks['woocommerce_after_order_notes']();
$hooks['woocommerce_blocks_loaded']();
ob_start();
$hooks['wp_footer']();
ob_end_clean();
echo "\n";
foreach ([$argv[1], '', $argv[1] . "\n", '<b>', ['x']] as $id) {
    $_POST = ['gv_click' => $id];
    note('woocommerce_checkout_create_order', []);
    note('woocommerce_store_api_checkout_update_order_from_request', new StandInRequest(['extensions' => ['grapevine' => ['gv_click' => $id]]]));
}
$_POST = ['gv_click' => $argv[1] . ',' . $argv[1], 'gv_heard' => " Ada\\'s <b>mail</b> " . str_repeat('è', 100)];
note('woocommerce_checkout_create_order', []);
$_POST = [];
note('woocommerce_checkout_create_order', []);
note('woocommerce_store_api_checkout_update_order_from_request', new StandInRequest([]));
